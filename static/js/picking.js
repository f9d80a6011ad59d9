// Where a question is looked for, a click on a link of the list chooses it instead of opening it;
// a form that decides something is left for its own button to send.
document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-picks] li a");
    if (!link || !/\/(questions|knowledge)\/\d/.test(link.pathname)) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const field = document.getElementById(link.closest("[data-picks]").dataset.picks);
    event.preventDefault();
    field.value = link.href;
    if (field.form.method === "get") field.form.requestSubmit();
    else field.focus();
});
