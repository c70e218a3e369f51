import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{b as s,c as l}from"./chunk-2QBHF3V7.js";import{a as o}from"./chunk-VECYWUGF.js";function A(n,r){return[c(n),c(n.map(()=>"---")),...r].join(`
`)}var c=n=>`| ${n.join(" | ")} |`;function w(n,r,t=!1){return`<details${t?" open":""}><summary>${n}</summary>

${r}

</details>`}function x(n,r){let t=l(r.join(`
`)),e=(t.match(/`+/g)??[]).reduce(($,d)=>Math.max($,d.length),2),i="`".repeat(e+1);return`${i}${n}
${t}
${i}`}function g(n){return`<code>${a(n)}</code>`}function h(n){return`<pre>${n.split(`
`).map(a).join("&#10;")}</pre>`}function a(n){return u(n).replaceAll("://","&#58;//").replaceAll(/\bwww\./gi,r=>`${r.slice(0,-1)}&#46;`).replaceAll(/(?<=[\w.+-])&#64;(?=\w)/g,"&#64;<!-- -->")}function b(n){return p(u(n),"&#8203;")}function y(n){let r=s(n).replaceAll(/#(?=\d)/g,"#\u200B");return p(r.replaceAll(/[\\&<`[]/g,"\\$&"),"\u200B")}function p(n,r){return n.replaceAll(/(?:@|&#64;)(?=\w)/g,`$&${r}`).replaceAll(/&#35;(?=\d)/g,`$&${r}`).replaceAll(/\bGH-(?=\d)/gi,`$&${r}`).replaceAll("://",`:${r}//`).replaceAll(/\bwww\./gi,`$&${r}`)}function u(n){return s(n).replaceAll(/[&<>`|\\*_~[\]#@$]/g,r=>`&#${r.charCodeAt(0)};`)}function j(n){return(URL.canParse(n)?new URL(n).href:"#").replaceAll("&","&amp;").replaceAll(/["'<>|`\\]/g,t=>`%${t.charCodeAt(0).toString(16).padStart(2,"0")}`)}function C(n,r){let t=n.slice(0,r).map(i=>g(o(i,150))),e=n.length-t.length;return`${t.join(", ")}${e>0?` and ${e} more`:""}`}function L(n){return n.split(" ").slice(0,2).map(r=>g(o(r,50))).join(" ")}export{A as a,c as b,w as c,x as d,g as e,h as f,b as g,y as h,j as i,C as j,L as k};
