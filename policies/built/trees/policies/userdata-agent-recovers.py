# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('function_expression', 'launch_versions', 0, 18, (('current', None, 16, 17, ()),)),
    ('function_expression', 'starts_ecs_instances', 0, 28, (('function_expression', 'this', 21, 27, ()),)),
    ('subexpression', None, 0, 39, (('function_expression', 'agent_recovery', 0, 24, (('field', 'UserData', 15, 23, ()),)), ('field', 'restarts_agent', 25, 39, ()))),
)
