'use strict';

for (const button of document.querySelectorAll('[data-chat]')) {
  button.addEventListener('click', () => window.hub('open'));
}

const basket = document.querySelector('.basket');
let items = 0;
for (const button of document.querySelectorAll('[data-buy]')) {
  button.addEventListener('click', () => {
    items += 1;
    basket.textContent = items === 1 ? '1 thing in your basket' : `${items} things in your basket`;
    basket.hidden = false;
  });
}

const title = document.title;
window.hub('on', 'unread', (count) => {
  document.title = count ? `(${count}) ${title}` : title;
});
