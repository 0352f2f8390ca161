"""The style and the script of the format `html`: constants, whose hashes the page names, so that a browser runs nothing else."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--paper:#f3f5f7;--card:#fff;--ink:#15212c;--soft:#4b5a68;--line:#d8dfe5;--accent:#0a5a86;--code:#eef2f5;
--critical:#971b2f;--high:#b3420d;--medium:#7a5c00;--low:#1d5f9e;--info:#56616c;--unknown:#6b3fa0;--pass:#1d7a4b;--waived:#56616c;
--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#0e161d;--card:#16212b;--ink:#e6edf3;--soft:#a9b8c5;--line:#2c3b48;--accent:#7cc4ef;
--code:#0f1a23;
--critical:#ff8f9d;--high:#ffa370;--medium:#ecc75a;--low:#86bdf5;--info:#b3bec9;--unknown:#c9a7f5;--pass:#6fd3a0;--waived:#b3bec9;
--on:#0e161d}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;overflow-wrap:anywhere;background:var(--paper);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",
sans-serif}
header,main,footer{max-width:68rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.brand{display:flex;align-items:center;gap:.75rem}
.brand svg{width:2.4rem;height:2.4rem;flex:none;stroke:var(--accent);fill:none}
h1{font-size:1.45rem;line-height:1.2;margin:0;font-weight:650}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem;font-weight:650}
h3{font-size:1.02rem;margin:0;font-weight:650;line-height:1.35}
h4{font-size:.9rem;margin:1rem 0 .25rem;color:var(--soft);font-weight:600}
p{margin:.4rem 0}
.soft,.where,dt,caption{color:var(--soft)}
.meta{margin:.35rem 0 0;color:var(--soft);font-size:.92rem;overflow-wrap:anywhere}
a{color:var(--accent)}
a:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,pre:focus-visible,
.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
code,pre,.where,.id{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
code{background:var(--code);padding:.08em .3em;border-radius:4px;overflow-wrap:anywhere}
pre{background:var(--code);padding:.75rem 1rem;border-radius:8px;overflow-x:auto;margin:.5rem 0}
.id{color:var(--soft);overflow-wrap:anywhere}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem;margin:0 0 1rem}
.hero{display:grid;grid-template-columns:auto 1fr;gap:1.25rem 2rem;align-items:center;margin-top:1.25rem}
.ring{width:9.5rem;height:9.5rem}
.ring .track{stroke:var(--line);fill:none}.ring .arc{stroke:var(--pass);fill:none;stroke-linecap:round}
.ring text{fill:var(--ink);text-anchor:middle;font-family:inherit}
.ring .big{font-size:26px;font-weight:650}.ring .small{font-size:9px;fill:var(--soft)}
.verdict{font-size:1.3rem;font-weight:650;margin:0 0 .2rem;line-height:1.3}
.bar{display:block;width:100%;height:.85rem;border-radius:6px;background:var(--line);overflow:hidden}
td .bar{min-width:9rem;height:.7rem}
rect.pass{fill:var(--pass)}rect.critical{fill:var(--critical)}rect.high{fill:var(--high)}rect.medium{fill:var(--medium)}
rect.low{fill:var(--low)}
rect.info{fill:var(--info)}rect.unknown{fill:var(--unknown)}rect.waived{fill:var(--waived);opacity:.45}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(6.6rem,1fr));gap:.6rem;margin:1rem 0 0;padding:0;list-style:none}
.tiles li{background:var(--card);border:1px solid var(--line);border-top:4px solid var(--tone,var(--line));border-radius:10px;
padding:.55rem .8rem}
.tiles b{display:block;font-size:1.45rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.tiles span{color:var(--soft);font-size:.86rem}
.tiles .none b{color:var(--soft);font-weight:500}
.critical{--tone:var(--critical)}.high{--tone:var(--high)}.medium{--tone:var(--medium)}.low{--tone:var(--low)}.info{--tone:var(--info)}
.unknown{--tone:var(--unknown)}.pass{--tone:var(--pass)}.waived,.gone{--tone:var(--waived)}
.chip{display:inline-block;background:var(--tone,var(--soft));color:var(--on);border-radius:999px;padding:.05rem .6rem;font-size:.78rem;
font-weight:650;white-space:nowrap;vertical-align:.1em}
.chip.plain{background:none;color:var(--soft);border:1px solid var(--line);font-weight:500}
nav ul{display:flex;flex-wrap:wrap;gap:.4rem 1.1rem;list-style:none;margin:1.1rem 0 0;padding:0}
.filters{display:flex;flex-wrap:wrap;gap:.5rem 1.1rem;align-items:center;border:0;padding:0;margin:0 0 1rem;min-width:0}
.filters legend{float:left;padding:0;margin-right:1.1rem;color:var(--soft)}
.filters label{max-width:100%;display:inline-flex;gap:.4rem;align-items:center}
.filters select{width:12rem}
.filters input[type=search],.filters select{min-width:0;font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--soft);
border-radius:8px;padding:.3rem .6rem;max-width:100%}
input[type=checkbox]{width:1.05rem;height:1.05rem;accent-color:var(--accent);margin:0}
.group{border-left:5px solid var(--tone)}
.group>.head{display:flex;flex-wrap:wrap;gap:.3rem .7rem;align-items:baseline;margin-bottom:.4rem}
details{border-top:1px solid var(--line)}
summary{cursor:pointer;padding:.55rem .2rem;overflow-wrap:anywhere}
summary:hover{background:var(--code)}
summary .where{display:block;padding-left:1.1rem}
details>.in{padding:.1rem .4rem 1rem 1.3rem;overflow-wrap:anywhere}
details.more>summary{color:var(--accent)}
ol.path,ul.told,ul.list{margin:.3rem 0;padding-left:1.2rem}
ul.card.list{padding-left:2.3rem;margin:.5rem 0 1rem}
ul.told{list-style:none;padding-left:0}
ul.told li{padding:.12rem 0 .12rem .9rem;border-left:2px solid var(--line)}
ul.told .l1{margin-left:1.2rem}ul.told .l2{margin-left:2.4rem}ul.told .l3{margin-left:3.6rem}ul.told .l4{margin-left:4.8rem}
ul.told .l5{margin-left:6rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.45rem 1rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
tbody th{min-width:7rem;max-width:26rem}td.until{white-space:nowrap}
tbody tr:last-child>*{border-bottom:0}
thead th{color:var(--soft);font-weight:600;font-size:.88rem}
td.n,th.n{text-align:right;white-space:nowrap}
td.zero{color:var(--soft)}
tbody th{font-weight:500}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.3rem 0}
dd{margin:0;overflow-wrap:anywhere}
footer{padding-bottom:3rem;margin-top:2.5rem;color:var(--soft);font-size:.9rem}
[hidden]{display:none!important}
body:has(#show-critical:not(:checked)) .finding.critical,body:has(#show-critical:not(:checked)) .all-critical,
body:has(#show-high:not(:checked)) .finding.high,body:has(#show-high:not(:checked)) .all-high,
body:has(#show-medium:not(:checked)) .finding.medium,body:has(#show-medium:not(:checked)) .all-medium,
body:has(#show-low:not(:checked)) .finding.low,body:has(#show-low:not(:checked)) .all-low,
body:has(#show-info:not(:checked)) .finding.info,body:has(#show-info:not(:checked)) .all-info,
body:has(#show-new:not(:checked)) .finding.new,body:has(#show-new:not(:checked)) .all-new,
body:has(#show-unchanged:not(:checked)) .finding.unchanged,body:has(#show-unchanged:not(:checked)) .all-unchanged{display:none}
@media (max-width:40rem){body{font-size:15px}header,main,footer{padding-left:.9rem;padding-right:.9rem}.hero{grid-template-columns:1fr;
justify-items:center;text-align:center}
.ring{width:8rem;height:8rem}.hero>div{width:100%}.card{padding:.9rem .9rem}details>.in{padding-left:.4rem}dl{grid-template-columns:1fr}
dd{margin-bottom:.3rem}
table{min-width:36rem}ul.told .l1{margin-left:.6rem}ul.told .l2{margin-left:1.2rem}ul.told .l3{margin-left:1.8rem}ul.told .l4,
ul.told .l5{margin-left:2.4rem}}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--accent:#000;--code:#f4f4f4;
--critical:#971b2f;--high:#b3420d;--medium:#7a5c00;
--low:#1d5f9e;--info:#56616c;--unknown:#6b3fa0;--pass:#1d7a4b;--waived:#56616c;--on:#fff}
body{font-size:10pt}nav,.filters,.skip{display:none}header,main,footer{max-width:none;padding:0}.card{break-inside:auto;border-radius:0}
.tiles li,tr,.group>.head{break-inside:avoid}h2,h3,summary{break-after:avoid}details::details-content{content-visibility:visible;
height:auto}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}a{text-decoration:none}}
"""

SCRIPT: Final = """
(function(){
var words=document.getElementById('words'),service=document.getElementById('service'),said=document.getElementById('said');
if(!words)return;
document.querySelectorAll('.scripted').forEach(function(one){one.hidden=false});
var boxes=Array.prototype.slice.call(document.querySelectorAll('.filters input[type=checkbox]'));
var findings=Array.prototype.slice.call(document.querySelectorAll('#failing .finding'));
var groups=Array.prototype.slice.call(document.querySelectorAll('#failing .group'));
var texts=findings.map(function(one){
 return (one.textContent+' '+one.closest('.group').querySelector('.head').textContent).toLowerCase()
});
function look(){
 var want=words.value.toLowerCase().split(/\\s+/).filter(Boolean),only=service.value,shown=0;
 var off=boxes.filter(function(b){return !b.checked}).map(function(b){return b.value});
 findings.forEach(function(one,i){
  var good=(!only||one.dataset.service===only)&&want.every(function(w){return texts[i].indexOf(w)>=0})
   &&!off.some(function(o){return one.classList.contains(o)});
  one.hidden=!good;if(good)shown++;
 });
 groups.forEach(function(g){g.hidden=!g.querySelector('.finding:not([hidden])')});
 said.textContent=shown===findings.length?'':shown+' of '+findings.length+' shown';
}
words.addEventListener('input',look);service.addEventListener('change',look);boxes.forEach(function(b){b.addEventListener('change',look)});
var opened=[];
addEventListener('beforeprint',function(){
 opened=Array.prototype.filter.call(document.querySelectorAll('details'),function(d){return !d.open});
 opened.forEach(function(d){d.open=true})
});
addEventListener('afterprint',function(){opened.forEach(function(d){d.open=false});opened=[]});
look();
})();
"""
