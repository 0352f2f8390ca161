# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 38, (('flatten', None, 0, 38, (('multi_select_list', None, 0, 36, (('subexpression', None, 1, 35, (('field', 'AssumeRolePolicyDocument', 1, 25, ()), ('field', 'Statement', 26, 35, ()))),)),)), ('identity', None, 0, 38, ()))),
    ('projection', None, 0, 119, (('flatten', None, 0, 119, (('filter_projection', None, 0, 117, (('function_expression', 'statements', 0, 12, ()), ('subexpression', None, 100, 117, (('field', 'Principal', 100, 109, ()), ('field', 'Service', 110, 117, ()))), ('and_expression', None, 14, 98, (('comparator', 'eq', 14, 31, (('field', 'Effect', 14, 20, ()), ('literal', 'Allow', 24, 31, ()))), ('function_expression', 'any', 35, 98, (('projection', None, 39, 49, (('flatten', None, 39, 49, (('multi_select_list', None, 39, 47, (('field', 'Action', 40, 46, ()),)),)), ('identity', None, 39, 49, ()))), ('expref', None, 51, 97, (('function_expression', 'contains', 52, 97, (('multi_select_list', None, 61, 93, (('literal', 'sts:AssumeRole', 62, 78, ()), ('literal', 'sts:*', 80, 87, ()), ('literal', '*', 89, 92, ()))), ('current', None, 95, 96, ()))),)))))))),)), ('identity', None, 0, 119, ()))),
    ('function_expression', 'role_profiles', 0, 16, (('current', None, 14, 15, ()),)),
    ('function_expression', 'any', 0, 72, (('function_expression', 'trusted', 4, 13, ()), ('expref', None, 15, 71, (('or_expression', None, 16, 71, (('comparator', 'eq', 16, 40, (('current', None, 16, 17, ()), ('literal', 'ec2.amazonaws.com', 21, 40, ()))), ('comparator', 'eq', 44, 71, (('current', None, 44, 45, ()), ('literal', 'ec2.amazonaws.com.cn', 49, 71, ()))))),)))),
    ('function_expression', 'trusted', 0, 9, ()),
)
