import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{a as c}from"./chunk-PVQ4T23Y.js";import{a as s,b as e,c as a}from"./chunk-2QBHF3V7.js";function g(n){if(!(n instanceof c)){let t=n instanceof Error?n.stack??n.message:String(n),i=s(t.split(`
`).map(e).join(`
`));return a(`ibguard: internal error, please report it with the lines below.
${i}`)}let m=n.details.map(({file:t,line:i,column:p,message:u,hint:o})=>`  ${t===void 0?"":`${t}${i===void 0?"":`:${i}:${p??1}`}: `}${u}${o?` ${o}`:""}`),d=[`ibguard: ${n.message}`,...m,...n.hint?[`  ${n.hint}`]:[]];return a(s(d.map(e).join(`
`)))}export{g as a};
