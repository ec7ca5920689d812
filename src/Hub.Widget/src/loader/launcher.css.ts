/** Goes into a constructed style sheet, which needs no exception in the site's content security policy. */
export const css = `
:host{all:initial;position:fixed;z-index:2147483000;font:14px/1.4 system-ui,sans-serif}
iframe,button{position:fixed;right:20px;border:0;box-shadow:0 8px 32px #0003}
[hidden],b:empty{display:none!important}
iframe{bottom:92px;width:384px;height:640px;max-width:calc(100vw - 40px);max-height:calc(100dvh - 112px);border-radius:18px}
button{font:inherit;cursor:pointer}
button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #1d4ed8}
.l:hover{filter:brightness(1.1)}
.l{bottom:20px;width:56px;height:56px;border-radius:50%}
svg{display:block;margin:auto;width:26px;fill:none;stroke:currentColor;stroke-width:2;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;min-width:12px;padding:1px 5px;border-radius:12px;border:2px solid #fff;background:#c81e1e;color:#fff;font-size:12px}
.p{bottom:88px;max-width:260px;padding:12px 16px;border-radius:14px;text-align:left;background:#fff;color:#111}
@media (prefers-color-scheme:dark){.p{background:#222;color:#eee}}
@media (max-width:480px){iframe{inset:var(--t,0)0 auto;width:100%;height:var(--h,100dvh);max-width:none;max-height:none;border-radius:0}.o{display:none}}
`;
