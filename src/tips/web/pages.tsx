/** The public pages of this module. What checks signatures is loaded with the page that needs it. */
import { lazy, Suspense } from 'react'
import type { PublicPage } from '../../platform/web/public-page.ts'
import { registerText } from '../register-text.ts'

const Register = lazy(async () => ({ default: (await import('./RegisterPage.tsx')).RegisterPage }))

const RegisterWhenLoaded = () => (
  <Suspense fallback={null}>
    <Register />
  </Suspense>
)

const title = { zh: registerText.zh.title, en: registerText.en.title }

export const tipsPages: readonly PublicPage[] = [
  { path: 'register', title, menu: title, component: RegisterWhenLoaded },
]
