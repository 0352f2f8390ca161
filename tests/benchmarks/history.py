"""x"""
import os
import resource
import sys
import time
from pathlib import Path

from scanner.history import store
from scanner.history.add import Adding, add_file
from tests.benchmarks.history_lines import Days

d=Path('/work/scratch/h_h/bench'); d.mkdir(exist_ok=True)
n=int(sys.argv[1]); runs=int(sys.argv[2])
db=sys.argv[3] if len(sys.argv)>3 else str(d/'h.db')
if '://' not in db:
    for x in ('','-wal','-shm'): Path(db+x).unlink(missing_ok=True)
eng=store.for_writing(db)
days=Days(n,0.005)
for r in range(runs):
    if r: days.next()
    if r<runs-2:
        l=days.lines()
        a=time.process_time(); w=time.time()
        with store.writing(eng) as c: Adding(c,l,'live','x').run()
    else:
        f=d/f'r{r}.json'; days.write(f); print(f.stat().st_size/1e6,'MB', f.stat().st_size/len(days.keys))
        a=time.process_time(); w=time.time()
        if r==runs-1 and os.environ.get('PROF'):
            import cProfile
            import pstats
            p=cProfile.Profile(); p.runcall(add_file,eng,str(f),'live'); pstats.Stats(p).sort_stats('tottime').print_stats(22)
        else: add_file(eng,str(f),'live')
    print(r,len(days.keys),'cpu',round(time.process_time()-a,2),'wall',round(time.time()-w,2),flush=True)
if '://' not in db: print(os.path.getsize(db)/1e6,'MB')
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1e3,'MB rss')
