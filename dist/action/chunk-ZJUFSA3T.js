import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
import{b as t}from"./chunk-2QBHF3V7.js";var l={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&apos;"};function n(e){return t(e.toWellFormed()).replaceAll(/[\ufffe\uffff]/g,"\uFFFD").replaceAll(/[&<>"']/g,r=>l[r]).replaceAll("##[","&#35;&#35;[")}export{n as a};
