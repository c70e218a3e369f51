import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
function t(n,r=200){if(n.length<=r)return n;let i=n.endsWith('"')?'\u2026"':"\u2026";return n.slice(0,r-i.length).replace(/[\uD800-\uDBFF]$/,"")+i}function e(n){return t(JSON.stringify(t(n)))}export{t as a,e as b};
