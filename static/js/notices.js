// Opening what a notice is about marks it as read; the link leads there at once all the same.
document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-opens-notice]");
    const form = link?.closest("article").querySelector("form");
    if (!form) return;
    fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        keepalive: true,
        redirect: "manual",
    }).catch(() => {});
});
