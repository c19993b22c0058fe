import { createServer } from "node:http";
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
const types={html:"text/html; charset=utf-8",js:"text/javascript",css:"text/css",svg:"image/svg+xml",webmanifest:"application/json"};
const cache=new Map();
const serve=(folder)=>new Promise(r=>{const s=createServer((q,a)=>{let p=q.url.split("?")[0];if(p==="/")p="/index.html";const f=folder+p;
 if(!existsSync(f)){a.writeHead(404).end();return}
 if(!cache.has(f)){const b=readFileSync(f);const e=f.split(".").pop();const z=types[e];cache.set(f,[z?gzipSync(b):b,z])}
 const [b,t]=cache.get(f);a.writeHead(200,{"content-type":t??"application/octet-stream","content-length":b.length,"cache-control":"max-age=600",...(t?{"content-encoding":"gzip"}:{})});a.end(b)}).listen(0,()=>r(s))});
const browser=await chromium.launch({executablePath:process.env.CHROMIUM??"/usr/bin/chromium",args:["--no-sandbox","--disable-gpu","--no-first-run","--disable-background-networking"]});
const dirs=process.argv.slice(2);
const servers=[];for(const d of dirs)servers.push(await serve(d));
for(const [name,mbit,lat] of [["none",0,0],["10 Mbit 40ms",10,40],["4 Mbit 80ms",4,80],["1.5 Mbit 150ms",1.5,150]]){
 const out=dirs.map(()=>[]), paint=dirs.map(()=>[]);
 for(let i=0;i<(mbit?5:9);i++) for(const [k,s] of servers.entries()){
  const ctx=await browser.newContext({serviceWorkers:"block"});const page=await ctx.newPage();
  if(mbit){const c=await ctx.newCDPSession(page);await c.send("Network.enable");await c.send("Network.emulateNetworkConditions",{offline:false,latency:lat,downloadThroughput:mbit*125000,uploadThroughput:mbit*125000});}
  await page.addInitScript(()=>{new MutationObserver(()=>{if(!window.__r&&document.querySelector("#view main, #view [data-open], #view h1")&&!document.querySelector(".starting"))window.__r=performance.now()}).observe(document,{childList:true,subtree:true})});
  await page.goto(`http://localhost:${s.address().port}/`);
  await page.waitForFunction(()=>window.__r);
  out[k].push(await page.evaluate(()=>window.__r));
  paint[k].push(await page.evaluate(()=>performance.getEntriesByName("first-contentful-paint")[0]?.startTime??0));
  await ctx.close();
 }
 const med=a=>a.sort((x,y)=>x-y)[a.length>>1].toFixed(0);
 console.log(name,dirs.map((d,k)=>`${d}: ready ${med(out[k])} paint ${med(paint[k])}`).join(" | "));
}
await browser.close();process.exit()
