import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import './styles.css';
import { App } from './App';
import { routerBase } from './api/base';
import { queryClient } from './api/queries';
import { registerShell } from './shell/registerShell';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Router base={routerBase()}>
        <App />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);

registerShell();
