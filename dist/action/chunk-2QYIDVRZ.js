import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);
var n=class extends Error{name="PullRequestError";status;permissions;constructor(s,e={}){super(s,{cause:e.cause}),this.status=e.status,this.permissions=e.permissions}};export{n as a};
