// The browser's own dialogue about passkeys, between a button and the form that it sends.
// Without this script, or in a browser that knows no passkeys, the forms stay hidden.
const forms = document.querySelectorAll("form[data-passkey]");

function bytes(text) {
    const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
    const binary = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function known(credentials = []) {
    return credentials.map((each) => ({ ...each, id: bytes(each.id) }));
}

function create({ publicKey }) {
    const wanted = { residentKey: "preferred", userVerification: "preferred" };
    return navigator.credentials.create({
        publicKey: {
            ...publicKey,
            challenge: bytes(publicKey.challenge),
            user: { ...publicKey.user, id: bytes(publicKey.user.id) },
            excludeCredentials: known(publicKey.excludeCredentials),
            authenticatorSelection: { ...publicKey.authenticatorSelection, ...wanted },
        },
    });
}

function get({ publicKey }) {
    return navigator.credentials.get({
        publicKey: {
            ...publicKey,
            challenge: bytes(publicKey.challenge),
            allowCredentials: known(publicKey.allowCredentials),
        },
    });
}

function described(credential) {
    const { response } = credential;
    const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const encoded = parts.filter((name) => response[name]).map((name) => [name, text(response[name])]);
    return {
        id: credential.id,
        rawId: text(credential.rawId),
        type: credential.type,
        authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
        clientExtensionResults: credential.getClientExtensionResults(),
        response: { ...Object.fromEntries(encoded), transports: response.getTransports?.() },
    };
}

async function options(form) {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The sign-in could not be started.");
    return (await answer.json()).request_options;
}

async function ask(event) {
    event.preventDefault();
    const form = event.currentTarget;
    const trouble = form.querySelector("[role=alert]");
    trouble.hidden = true;
    try {
        const wanted = await options(form);
        const dialogue = form.dataset.passkey === "create" ? create : get;
        form.elements.credential.value = JSON.stringify(described(await dialogue(wanted)));
        form.submit();
    } catch {
        trouble.hidden = false;
    }
}

if (window.PublicKeyCredential) {
    for (const form of forms) {
        form.hidden = false;
        form.addEventListener("submit", ask);
    }
    for (const note of document.querySelectorAll("[data-without-passkeys]")) note.hidden = true;
}
