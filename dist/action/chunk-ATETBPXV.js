import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var o="",s=[0];function l(n){return n===o||(s=n.includes("\r")?c(n):f(n),o=n),s}function c(n){let i=[0];for(let r=0;r<n.length;r++){let e=n.charCodeAt(r);(e===10||e===13&&n.charCodeAt(r+1)!==10)&&i.push(r+1)}return i}function f(n){let i=[0];for(let r=n.indexOf(`
`);r!==-1;r=n.indexOf(`
`,r+1))i.push(r+1);return i}function m(n,i){let r=l(n),e=0,t=r.length;for(;t-e>1;){let u=e+t>>1;r[u]<=i?e=u:t=u}return{line:e+1,column:i-r[e]+1}}function d(n,i,r){let e=l(n)[i-1];return e===void 0?void 0:Math.min(e+r-1,a(n,e))}function g(n,i,r){let e=m(n,i),t=m(n,Math.max(i,r));return{line:e.line,column:e.column,endLine:t.line,endColumn:t.column}}function a(n,i){let r=i;for(;r<n.length&&n[r]!==`
`&&n[r]!=="\r";)r++;for(;r>i&&(n[r-1]===" "||n[r-1]==="	");)r--;return r}function b(n,i){let r=l(n)[i-1];if(r===void 0)return"";let e=r;for(;e<n.length&&n[e]!==`
`&&n[e]!=="\r";)e++;return n.slice(r,e)}export{d as a,g as b,a as c,b as d};
