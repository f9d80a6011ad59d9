// A comment that was just written stands at the end; once its place is unfolded, it stands there.
document.addEventListener("htmx:after:swap", () => {
    for (const written of document.querySelectorAll(".comment[data-new]")) {
        const same = document.querySelectorAll(`#${CSS.escape(written.id)}`);
        if (same.length > 1) written.remove();
    }
});
