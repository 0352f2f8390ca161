# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('pipe', None, 0, 91, (('projection', None, 0, 18, (('flatten', None, 0, 18, (('projection', None, 0, 16, (('flatten', None, 0, 16, (('field', 'Stages', 0, 6, ()),)), ('field', 'Actions', 9, 16, ()))),)), ('identity', None, 0, 18, ()))), ('filter_projection', None, 21, 91, (('identity', None, 21, 91, ()), ('identity', None, 21, 91, ()), ('and_expression', None, 23, 90, (('comparator', 'eq', 23, 56, (('subexpression', None, 23, 44, (('field', 'ActionTypeId', 23, 35, ()), ('field', 'Category', 36, 44, ()))), ('literal', 'Source', 48, 56, ()))), ('comparator', 'eq', 60, 90, (('subexpression', None, 60, 81, (('field', 'ActionTypeId', 60, 72, ()), ('field', 'Provider', 73, 81, ()))), ('literal', 'ECR', 85, 90, ()))))))))),
    ('subexpression', None, 0, 22, (('field', 'Configuration', 0, 13, ()), ('field', 'ImageTag', 14, 22, ()))),
    ('field', 'Name', 0, 4, ()),
    ('subexpression', None, 0, 28, (('field', 'Configuration', 0, 13, ()), ('field', 'RepositoryName', 14, 28, ()))),
)
