import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';

async function start() {
  // Without the host program, in `npm run dev`, a stand-in answers. Builds do not contain it.
  if (import.meta.env.DEV && !('__TAURI_INTERNALS__' in window)) {
    const { standIn } = await import('./dev/stand-in');
    standIn();
  }
  const target = document.getElementById('app');
  if (target) mount(App, { target });
}

void start();
