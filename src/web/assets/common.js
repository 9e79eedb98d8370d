// What the scripts of a person's page share. Plain scripts, for the older browsers inside chat programs.
(() => {
  const shell = document.getElementById('shell');
  const told = document.getElementById('toast');
  let toastTimer = 0;

  const lxq = {
    person: shell.dataset.person,
    shell,
    /** The last change that the page has seen. */
    since: Number(shell.dataset.since),

    all(selector, root) {
      return Array.from((root || document).querySelectorAll(selector));
    },

    pane(place) {
      return document.getElementById(`chat-${place}`);
    },

    /** A key for one thing said or pressed. */
    newKey() {
      const bytes = new Uint8Array(16);
      window.crypto.getRandomValues(bytes);
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    },

    /** A passing word. */
    toast(text) {
      if (!text) return;
      clearTimeout(toastTimer);
      told.textContent = text;
      told.classList.add('shown');
      toastTimer = setTimeout(
        () => {
          told.classList.remove('shown');
        },
        Math.min(8000, 2200 + text.length * 90),
      );
    },

    /** Resolves with what the server says; rejects with a sentence in `message` and, when it refused, `refused`. */
    post(url, body) {
      const headers = { Accept: 'application/json' };
      let sent = body;
      if (!(body instanceof FormData)) {
        headers['Content-Type'] = 'application/json';
        sent = JSON.stringify(body);
      }
      return fetch(url, { method: 'POST', headers, body: sent }).then(
        (answer) =>
          answer.json().then(
            (data) => {
              if (answer.ok) return data;
              const error = new Error(data.error || '没有办成，请再试一次。');
              error.refused = answer.status < 500;
              throw error;
            },
            () => {
              throw new Error('没有办成，请再试一次。');
            },
          ),
        () => {
          throw new Error('');
        },
      );
    },

    /** What a tab of the browser remembers; nothing where it may not. */
    recall(name) {
      try {
        return JSON.parse(sessionStorage.getItem(`${lxq.person}/${name}`));
      } catch (_error) {
        return null;
      }
    },

    remember(name, value) {
      try {
        if (value === null) sessionStorage.removeItem(`${lxq.person}/${name}`);
        else sessionStorage.setItem(`${lxq.person}/${name}`, JSON.stringify(value));
      } catch (_error) {
        // Private browsing: a reload then forgets.
      }
    },

    isNarrow() {
      return window.matchMedia('(max-width: 999px)').matches;
    },
  };
  window.lxq = lxq;
  if (told.textContent) lxq.toast(told.textContent);
})();
