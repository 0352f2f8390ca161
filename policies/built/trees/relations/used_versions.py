# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('pipe', None, 0, 183, (('projection', None, 0, 47, (('flatten', None, 0, 47, (('projection', None, 0, 45, (('flatten', None, 0, 45, (('function_expression', 'launched_groups', 0, 18, (('current', None, 16, 17, ()),)),)), ('function_expression', 'launch_specifications', 21, 45, (('current', None, 43, 44, ()),)))),)), ('identity', None, 0, 47, ()))), ('filter_projection', None, 52, 183, (('identity', None, 52, 183, ()), ('function_expression', 'not_null', 154, 183, (('field', 'Version', 163, 170, ()), ('literal', '$Default', 172, 182, ()))), ('function_expression', 'same', 54, 152, (('function_expression', 'resource', 59, 143, (('function_expression', 'not_null', 68, 114, (('field', 'LaunchTemplateId', 77, 93, ()), ('field', 'LaunchTemplateName', 95, 113, ()))), ('literal', 'AWS::EC2::LaunchTemplate', 116, 142, ()))), ('function_expression', 'this', 145, 151, ()))))))),
)
