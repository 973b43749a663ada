// A classic script in <head>: theme and language are set before the first paint. External, because the policy refuses
// inline scripts; not a module, because a module runs too late.
(function () {
  var theme = localStorage.getItem('theme') || 'auto';
  var isDark = theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  var language = localStorage.getItem('language') || (/^zh\b/i.test(navigator.language) ? 'zh' : 'en');
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
})();
