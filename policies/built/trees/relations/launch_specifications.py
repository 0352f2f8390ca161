# Written by `make policies`; not to be edited.
CALLS = ()
TREES = (
    ('projection', None, 0, 162, (('flatten', None, 0, 162, (('multi_select_list', None, 0, 160, (('field', 'LaunchTemplate', 1, 15, ()), ('subexpression', None, 18, 81, (('field', 'MixedInstancesPolicy', 18, 38, ()), ('field', 'LaunchTemplate', 39, 53, ()), ('field', 'LaunchTemplateSpecification', 54, 81, ()))), ('projection', None, 84, 159, (('flatten', None, 84, 159, (('subexpression', None, 84, 129, (('field', 'MixedInstancesPolicy', 84, 104, ()), ('field', 'LaunchTemplate', 105, 119, ()), ('field', 'Overrides', 120, 129, ()))),)), ('field', 'LaunchTemplateSpecification', 132, 159, ()))))),)), ('identity', None, 0, 162, ()))),
)
