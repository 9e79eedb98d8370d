// The side with who one is, the clock and the members; on a narrow screen a sheet. And the two tabs there.
(() => {
  const lxq = window.lxq;
  const rail = document.getElementById('rail');
  const behind = lxq.all('.chats, .strip');
  let opener = null;

  function open(what, button) {
    opener = button;
    rail.dataset.open = what;
    rail.setAttribute('role', 'dialog');
    lxq.shell.classList.add('sheet');
    button.setAttribute('aria-expanded', 'true');
    for (const part of behind) part.inert = true;
    rail.querySelector('.rail-close').focus();
  }

  function close() {
    if (!lxq.shell.classList.contains('sheet')) return;
    lxq.shell.classList.remove('sheet');
    rail.removeAttribute('role');
    for (const part of behind) part.inert = false;
    if (opener) {
      opener.setAttribute('aria-expanded', 'false');
      opener.focus();
    }
  }

  lxq.closeRail = close;
  for (const button of lxq.all('[data-open]')) {
    button.setAttribute('role', 'button');
    button.setAttribute('aria-expanded', 'false');
    button.addEventListener('click', (event) => {
      event.preventDefault();
      open(button.dataset.open, button);
    });
    // A link until the script comes; a button also answers to the space bar.
    button.addEventListener('keydown', (event) => {
      if (event.key !== ' ') return;
      event.preventDefault();
      button.click();
    });
  }
  rail.querySelector('.rail-close').addEventListener('click', close);
  lxq.shell.addEventListener('click', (event) => {
    if (event.target === lxq.shell) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });

  /** The tab that is in front stays so after a reload. */
  function front(place) {
    lxq.shell.classList.remove('front-group', 'front-private');
    lxq.shell.classList.add(`front-${place}`);
    for (const tab of lxq.all('[data-tab]')) {
      if (tab.dataset.tab === place) tab.setAttribute('aria-current', 'page');
      else tab.removeAttribute('aria-current');
    }
    history.replaceState(null, '', `/as/${lxq.person}?chat=${place}`);
    lxq.seen(place);
    lxq.grow(place);
  }
  for (const tab of lxq.all('[data-tab]')) {
    tab.addEventListener('click', (event) => {
      event.preventDefault();
      front(tab.dataset.tab);
    });
  }

  const find = document.getElementById('find-member');
  const groups = lxq.all('.member-group', rail);
  const wasOpen = groups.map((group) => group.open);
  find.addEventListener('input', () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    groups.forEach((group, index) => {
      let here = 0;
      for (const item of lxq.all('[data-find]', group)) {
        item.hidden = !words.every((word) => item.dataset.find.includes(word));
        if (!item.hidden) here += 1;
      }
      group.hidden = here === 0;
      group.open = words.length > 0 ? here > 0 : wasOpen[index];
      found += here;
    });
    rail.querySelector('.members .none').hidden = found > 0;
  });
})();
