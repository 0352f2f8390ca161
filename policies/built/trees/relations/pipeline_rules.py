# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('filter_projection', None, 0, 106, (('function_expression', 'resources', 0, 30, (('literal', 'AWS::Events::Rule', 10, 29, ()),)), ('identity', None, 0, 106, ()), ('function_expression', 'any', 32, 105, (('field', 'Targets', 36, 43, ()), ('expref', None, 45, 104, (('function_expression', 'same', 46, 104, (('function_expression', 'resource', 51, 95, (('field', 'Arn', 60, 63, ()), ('literal', 'AWS::CodePipeline::Pipeline', 65, 94, ()))), ('function_expression', 'item', 97, 103, ()))),)))))),
    ('function_expression', 'map', 0, 71, (('expref', None, 4, 51, (('function_expression', 'resource', 6, 50, (('field', 'Arn', 15, 18, ()), ('literal', 'AWS::CodePipeline::Pipeline', 20, 49, ()))),)), ('or_expression', None, 53, 70, (('field', 'Targets', 54, 61, ()), ('literal', [], 66, 70, ()))))),
)
