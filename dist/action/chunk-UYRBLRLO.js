import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{d_20 as t}from"./core.js";var l={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&apos;"};function n(e){return t(e.toWellFormed()).replaceAll(/[\ufffe\uffff]/g,"\uFFFD").replaceAll(/[&<>"']/g,r=>l[r]).replaceAll("##[","&#35;&#35;[")}export{n as a};
