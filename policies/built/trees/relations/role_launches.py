# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 40, (('flatten', None, 0, 40, (('projection', None, 0, 38, (('flatten', None, 0, 38, (('function_expression', 'role_profiles', 0, 16, (('current', None, 14, 15, ()),)),)), ('function_expression', 'profile_launches', 19, 38, (('current', None, 36, 37, ()),)))),)), ('identity', None, 0, 40, ()))),
)
