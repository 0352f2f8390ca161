# Written by `make policies`; not to be edited.
CALLS = ('build', 'buildspec')
WHEN = None
CLAUSES = ((1, None, None),)
MESSAGE = ('the buildspec runs docker, but the project is not privileged, so there is no Docker daemon to talk to',)
EXPRESSIONS = (
    ('buildspec(Source.BuildSpec, Environment.EnvironmentVariables)', (('buildspec', (0,)),), ('BuildSpec', 'Environment', 'EnvironmentVariables', 'Source')),
    ('Environment.PrivilegedMode || !(build().uses_docker)', (('build', (32,)),), ('Environment', 'PrivilegedMode', 'uses_docker')),
)
def run0(value, context):
 if value.__class__ is not dict:
  return run0_1(value, context)
 t1 = value.get('Source')
 if t1.__class__ is dict:
  t1 = t1.get('BuildSpec')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'BuildSpec', context)
 t2 = value.get('Environment')
 if t2.__class__ is dict:
  t2 = t2.get('EnvironmentVariables')
  if t2.__class__ is Unknown or t2 is ABSENT:
   t2 = seen(t2, context)
 elif t2 is not None:
  t2 = field((t2 := seen(t2, context)), 'EnvironmentVariables', context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 return t3
def run0_1(value, context):
 t1 = path(value, ('Source', 'BuildSpec'), context)
 t2 = path(value, ('Environment', 'EnvironmentVariables'), context)
 t3 = c_buildspec(context, t1, t2) if (t1 is None or t1.__class__ is str) and (t2 is None or t2.__class__ is list) else call(f_buildspec, [t1, t2], context)
 return t3
def run1(value, context):
 if value.__class__ is not dict:
  return run1_1(value, context)
 t1 = value.get('Environment')
 if t1.__class__ is dict:
  t1 = t1.get('PrivilegedMode')
  if t1.__class__ is Unknown or t1 is ABSENT:
   t1 = seen(t1, context)
 elif t1 is not None:
  t1 = field((t1 := seen(t1, context)), 'PrivilegedMode', context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t4 = c_build(context)
  if t4.__class__ is dict:
   t5 = t4.get('uses_docker')
   if t5.__class__ is Unknown or t5 is ABSENT:
    t5 = seen(t5, context)
  else:
   t5 = None if t4 is None else field(t4, 'uses_docker', context)
  t6 = not t5 if t5.__class__ is bool or t5 is None or t5.__class__ is str else negate(t5, context)
  t3 = t6
 else:
  t3 = undecided(t1, True, value, run1_2, (), context)
 return t3
def run1_2(value, context):
 t1 = c_build(context)
 t2 = field(t1, 'uses_docker', context)
 t3 = not t2 if t2.__class__ is bool or t2 is None or t2.__class__ is str else negate(t2, context)
 return t3
def run1_1(value, context):
 t1 = path(value, ('Environment', 'PrivilegedMode'), context)
 t2 = t1 if t1.__class__ is bool else False if t1 is None else t1 != '' if t1.__class__ is str else truth(t1, context)
 if t2 is True:
  t3 = t1
 elif t2 is False:
  t3 = run1_2(value, context)
 else:
  t3 = undecided(t1, True, value, run1_2, (), context)
 return t3
