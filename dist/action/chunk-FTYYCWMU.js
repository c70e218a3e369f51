import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var e={error:0,warning:1,note:2};function o(r){return r.toSorted((t,n)=>e[t.severity]-e[n.severity])}export{o as a};
