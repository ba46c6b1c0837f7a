// Before anything is painted: the look chosen, else the system's; and the reader's zone for the server.
(function () {
  var root = document.documentElement;
  if (!root.getAttribute('data-bs-theme')) {
    root.setAttribute('data-bs-theme', matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  }
  var zone = encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
  if (document.cookie.split('; ').indexOf('zone=' + zone) < 0) {
    document.cookie = 'zone=' + zone + ';path=/;max-age=31536000;samesite=lax';
  }
})();
