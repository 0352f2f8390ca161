# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('pipe', None, 0, 91, (('projection', None, 0, 18, (('flatten', None, 0, 18, (('projection', None, 0, 16, (('flatten', None, 0, 16, (('field', 'Stages', 0, 6, ()),)), ('field', 'Actions', 9, 16, ()))),)), ('identity', None, 0, 18, ()))), ('filter_projection', None, 21, 91, (('identity', None, 21, 91, ()), ('identity', None, 21, 91, ()), ('and_expression', None, 23, 90, (('comparator', 'eq', 23, 56, (('subexpression', None, 23, 44, (('field', 'ActionTypeId', 23, 35, ()), ('field', 'Category', 36, 44, ()))), ('literal', 'Source', 48, 56, ()))), ('comparator', 'eq', 60, 90, (('subexpression', None, 60, 81, (('field', 'ActionTypeId', 60, 72, ()), ('field', 'Provider', 73, 81, ()))), ('literal', 'ECR', 85, 90, ()))))))))),
    ('function_expression', 'pipeline_rules', 0, 22, (('function_expression', 'this', 15, 21, ()),)),
    ('filter_projection', None, 0, 95, (('function_expression', 'rules', 0, 7, ()), ('identity', None, 0, 95, ()), ('and_expression', None, 9, 94, (('and_expression', None, 9, 78, (('comparator', 'ne', 9, 28, (('field', 'State', 9, 14, ()), ('literal', 'DISABLED', 18, 28, ()))), ('comparator', 'eq', 32, 78, (('function_expression', 'not_null', 32, 65, (('field', 'EventBusName', 41, 53, ()), ('literal', 'default', 55, 64, ()))), ('literal', 'default', 69, 78, ()))))), ('field', 'EventPattern', 82, 94, ()))))),
    ('function_expression', 'enabled', 0, 9, ()),
    ('subexpression', None, 0, 28, (('field', 'Configuration', 0, 13, ()), ('field', 'RepositoryName', 14, 28, ()))),
    ('projection', None, 0, 31, (('flatten', None, 0, 31, (('function_expression', 'rules', 0, 7, ()),)), ('function_expression', 'not_null', 10, 31, (('field', 'Name', 19, 23, ()), ('function_expression', 'id', 25, 30, (('current', None, 28, 29, ()),)))))),
)
