// A request in the background that fails says so; nothing on the page is replaced.
const toast = document.getElementById("failure");
const SHOWN_FOR = 8000;
let timer;

function say(text) {
    toast.textContent = text;
    toast.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => (toast.hidden = true), SHOWN_FOR);
}

document.addEventListener("htmx:response:error", (event) => {
    if (event.detail.ctx.response.status !== 422) say(toast.dataset.failed);
});
document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx) say(toast.dataset.offline);
});
