# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('pipe', None, 0, 91, (('projection', None, 0, 18, (('flatten', None, 0, 18, (('projection', None, 0, 16, (('flatten', None, 0, 16, (('field', 'Stages', 0, 6, ()),)), ('field', 'Actions', 9, 16, ()))),)), ('identity', None, 0, 18, ()))), ('filter_projection', None, 21, 91, (('identity', None, 21, 91, ()), ('identity', None, 21, 91, ()), ('and_expression', None, 23, 90, (('comparator', 'eq', 23, 56, (('subexpression', None, 23, 44, (('field', 'ActionTypeId', 23, 35, ()), ('field', 'Category', 36, 44, ()))), ('literal', 'Source', 48, 56, ()))), ('comparator', 'eq', 60, 90, (('subexpression', None, 60, 81, (('field', 'ActionTypeId', 60, 72, ()), ('field', 'Provider', 73, 81, ()))), ('literal', 'ECR', 85, 90, ()))))))))),
    ('function_expression', 'not_null', 0, 42, (('subexpression', None, 9, 31, (('field', 'Configuration', 9, 22, ()), ('field', 'ImageTag', 23, 31, ()))), ('literal', 'latest', 33, 41, ()))),
    ('function_expression', 'repository_pushes', 0, 81, (('function_expression', 'resource', 18, 80, (('subexpression', None, 27, 55, (('field', 'Configuration', 27, 40, ()), ('field', 'RepositoryName', 41, 55, ()))), ('literal', 'AWS::ECR::Repository', 57, 79, ()))),)),
    ('function_expression', 'pushes', 0, 8, ()),
    ('function_expression', 'any', 0, 31, (('function_expression', 'pushes', 4, 12, ()), ('expref', None, 14, 30, (('comparator', 'eq', 15, 30, (('field', 'tag', 15, 18, ()), ('function_expression', 'wanted', 22, 30, ()))),)))),
    ('subexpression', None, 0, 28, (('field', 'Configuration', 0, 13, ()), ('field', 'RepositoryName', 14, 28, ()))),
    ('function_expression', 'wanted', 0, 8, ()),
    ('function_expression', 'unique', 0, 22, (('projection', None, 7, 21, (('flatten', None, 7, 21, (('function_expression', 'pushes', 7, 15, ()),)), ('field', 'tag', 18, 21, ()))),)),
)
