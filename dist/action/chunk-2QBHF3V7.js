import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
function e(t){return t.replaceAll(/(:\/\/)[^\s"<>]*@/g,"$1***@")}var u=/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;function o(t){return t.replaceAll(u,n=>n===`
`?"\\n":n==="	"?"\\t":i(n))}function s(t){return t.replaceAll("##[","#\\#[").replaceAll(/^([^\S\n]*)::/gm,"$1\\:\\:")}function g(t){return/^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(t)}function p(t){return`${JSON.stringify(t,null,2).replaceAll("##[","#\\u0023[").replaceAll(u,r=>r===`
`?r:i(r))}
`}function i(t){return`\\u${t.charCodeAt(0).toString(16).padStart(4,"0")}`}function c(t){return s(`ibguard: ${e(o(t))}
`)}export{e as a,o as b,s as c,g as d,p as e,c as f};
