/**
 * The look of a report. Series colours are those of Okabe & Ito 2008, "Color universal design", which stay apart for
 * all common kinds of colour vision; in the dark, the lighter ones come first.
 */
export const stylesheet = `
:root{color-scheme:light dark;--paper:#fdfdfb;--ink:#1d1f23;--soft:#5d626a;--line:#dcdcd6;--grid:#ebebe6;--good:#00735a;--bad:#b34700;
--s0:#0072b2;--s1:#d55e00;--s2:#009e73;--s3:#cc79a7;--s4:#e69f00;--s5:#56b4e9;--s6:#1d1f23;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#15171a;--ink:#e9e9e6;--soft:#a3a8b0;--line:#34383e;--grid:#25282d;--good:#3fc79f;--bad:#f08a3e;
--s0:#56b4e9;--s1:#e69f00;--s2:#009e73;--s3:#cc79a7;--s4:#f0e442;--s5:#d55e00;--s6:#e9e9e6;--on:#15171a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:62rem;padding:4rem 1.5rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
h1{margin:0;font-size:2.1rem;line-height:1.2;font-weight:650;letter-spacing:-.02em;text-wrap:balance}
header p{margin:.6rem 0 0;color:var(--soft);font-size:1.1rem}
h2{margin:4rem 0 .5rem;font-size:1.35rem;line-height:1.3;font-weight:650;letter-spacing:-.01em}
h3{margin:0;font-size:1rem;font-weight:650;line-height:1.4}
main>p{max-width:42rem;margin:.8rem 0}
figure{margin:2.5rem 0 0;min-width:0}
figcaption{margin-bottom:.9rem}
figcaption p{margin:.15rem 0 0;max-width:42rem;color:var(--soft);font-size:.9rem;line-height:1.5}
small{font-size:.8em;color:var(--soft)}
footer{margin-top:4.5rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.scroll{overflow-x:auto;position:relative}
:focus-visible{outline:2px solid var(--s0);outline-offset:3px;border-radius:2px}
.side-by-side{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));column-gap:3rem}
.side-by-side>figure{display:grid;grid-template-columns:minmax(0,1fr);grid-template-rows:subgrid;grid-row:span 4;row-gap:0;align-content:start}
.side-by-side>figure>*{grid-row:3;align-self:start}
.side-by-side>figure>figcaption{grid-row:1}
.side-by-side>figure>.legend{grid-row:2}
.side-by-side>figure>details{grid-row:4}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1.75rem 2rem;margin:2.25rem 0 0}
.tiles div{border-top:2px solid var(--ink);padding-top:.6rem}
.tiles dt{color:var(--soft);font-size:.85rem;line-height:1.4}
.tiles dd{margin:.1rem 0 0;font-size:1.9rem;font-weight:600;line-height:1.25;letter-spacing:-.02em}
.tiles small{font-size:1rem;font-weight:400;letter-spacing:0}
.tiles dd.note{color:var(--soft);font-size:.85rem;font-weight:400;line-height:1.4;letter-spacing:0}
table{border-collapse:collapse;font-size:.92rem;line-height:1.45}
.scroll>table:not(.matrix){width:100%}
th,td{padding:.5rem 1.25rem .5rem 0;text-align:start;vertical-align:baseline;font-weight:400;border-bottom:1px solid var(--grid)}
th:last-child,td:last-child{padding-inline-end:0}
thead th{color:var(--soft);font-size:.82rem;border-bottom-color:var(--line)}
.number{text-align:end;white-space:nowrap}
.yes,.no{font-weight:700}
.yes{color:var(--good)}
.no{color:var(--bad)}
.claims td:first-child{width:1.6rem;padding-inline-end:.6rem}
.claims td:nth-child(n+3){text-align:end}
.claims th small{display:block}
.count{margin:-.5rem 0 .5rem;color:var(--soft);font-size:.9rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem;margin:0 0 .8rem;padding:0;list-style:none;font-size:.88rem}
.legend li{display:flex;align-items:center;gap:.5rem}
.legend path{stroke:var(--c);stroke-width:2.5;stroke-linecap:round;stroke-dasharray:var(--dash,none)}
.legend .block path{stroke-width:10;stroke-linecap:butt}
.legend .span path{stroke:var(--soft);stroke-opacity:.3}
.legend .reference path{stroke:var(--soft);stroke-dasharray:1 5}
.axis{margin:0;color:var(--soft);font-size:.82rem;line-height:1.4}
.axis.end{text-align:end}
.chart{--left:3.4rem}
.chart .axis{margin-bottom:.55rem}
.plot{position:relative;height:clamp(15rem,38vw,21rem);margin:0 .6rem 1.7rem var(--left)}
.plot svg{position:absolute;inset:0;width:100%;height:100%;overflow:visible}
.plot path{fill:none;vector-effect:non-scaling-stroke;stroke-linejoin:round;stroke-linecap:round}
.plot .grid{stroke:var(--line);stroke-width:1}
.plot .reference{stroke:var(--soft);stroke-width:1.25;stroke-dasharray:2 5}
.plot .span{fill:var(--soft);fill-opacity:.2}
.plot .line{stroke:var(--c);stroke-width:2;stroke-dasharray:var(--dash,none)}
.plot .dots{stroke:var(--c);stroke-width:6}
.plot.map{margin:0;height:clamp(18rem,50vw,28rem)}
.plot.map .dots{stroke-width:4.5;stroke-opacity:.75}
.plot.network{padding:.8rem}
.plot.network svg{position:static}
.plot .links{stroke:var(--c,var(--soft));stroke-width:.7;stroke-opacity:.4}
.plot .between{stroke-opacity:.22}
.plot.network .dots{stroke-width:5.5;stroke-opacity:1}
.plot.network .hubs{stroke-width:11}
.plot text{font-size:26px;text-anchor:middle;fill:var(--ink);stroke:var(--paper);stroke-width:6px;paint-order:stroke}
.plot.wide text{font-size:52px;stroke-width:12px}
.plot .band{fill:var(--c);fill-opacity:.16}
.plot span{position:absolute;font-size:.8rem;line-height:1;color:var(--soft);white-space:nowrap}
.plot .y{right:100%;margin-right:.6rem;transform:translateY(50%)}
.plot .x{top:100%;margin-top:.65rem;transform:translateX(-50%)}
details{margin-top:.5rem;font-size:.85rem}
summary{color:var(--soft);cursor:pointer;width:max-content}
.numbers{display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:1rem 2.5rem;margin-top:.5rem}
.numbers .scroll{max-height:20rem;overflow-y:auto}
.numbers th,.numbers td{padding-block:.2rem}
.bars{width:100%}
.bars th,.bars td{border:0;padding-block:.12rem;vertical-align:middle}
.bars tbody tr:first-child>*{padding-top:.4rem}
.bars tbody tr:last-child>*,.bars th{padding-bottom:.4rem}
.bars th{width:1%;min-width:5rem;max-width:12rem}
.bars .number,.bars .error{width:1%;white-space:nowrap}
.bars .number{padding-inline-end:.5rem}
.bars .error{color:var(--soft);font-size:.8rem;padding-inline-start:0}
.track div{position:relative;height:1.1rem}
.track i{position:absolute;top:0;bottom:0}
.track .bar{background:var(--c);border-radius:1px}
.track .zero{width:0;border-left:1px solid var(--soft);top:-.25rem;bottom:-.25rem}
.track .whisker{top:50%;bottom:auto;height:.55rem;margin-top:-.275rem;border:solid var(--ink);border-width:0 1px;background:linear-gradient(var(--ink),var(--ink)) center/100% 1px no-repeat}
.matrix{font-size:.82rem}
.matrix th,.matrix td{min-width:2.7rem;padding:.42rem .3rem;text-align:center;border:1px solid var(--paper)}
.matrix td{background:color-mix(in srgb,var(--c,transparent) var(--v,0%),var(--grid))}
.matrix .full{color:var(--on)}
.matrix .nil{color:var(--soft)}
.matrix th{color:var(--soft)}
.matrix tbody th,.matrix .corner{text-align:end;padding-inline-end:.6rem;white-space:nowrap}
.matrix td.corner{background:none}
@media(prefers-color-scheme:dark){.matrix .strong{color:var(--on)}}
.raster{max-width:min(100%,calc(26rem*max(1,var(--ratio))))}
.raster svg{display:block;width:100%;aspect-ratio:var(--ratio);background:var(--grid);margin:.3rem 0}
.raster image{image-rendering:pixelated}
.raster path{fill:none;stroke:var(--s1);stroke-width:1;vector-effect:non-scaling-stroke}
.images{display:flex;flex-wrap:wrap;gap:.7rem;margin:0;padding:0;list-style:none}
.images li{display:flex;flex-direction:column;align-items:center;gap:.2rem;font-size:.78rem;line-height:1.2;color:var(--soft)}
.images img{display:block;width:3.5rem;height:auto;image-rendering:pixelated;border-radius:2px}
.images.in-columns{display:grid;grid-template-columns:repeat(var(--columns),minmax(0,3.5rem));gap:.5rem .7rem}
.images.in-columns img{width:100%}
@media(max-width:32rem){.images.in-columns{gap:.4rem .25rem;font-size:.6rem}body{padding:2.2rem 1.1rem 2rem}h1{font-size:1.65rem}h2{margin-top:3rem}.chart{--left:2.9rem}th,td{padding-inline-end:.8rem}
.matrix{font-size:.7rem}.matrix th,.matrix td{min-width:1.75rem;padding:.4rem .1rem}.images:not(.in-columns) img{width:3rem}.bars th{min-width:4rem}}
@media print{body{max-width:none;padding:0}figure,.tiles{break-inside:avoid}details{display:none}.scroll{overflow:visible}}
`;
