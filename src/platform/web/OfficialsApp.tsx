/** The providers around the officials' pages. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useState } from 'react'
import { type AreaSource, AreaSourceContext } from './area-source.ts'
import { buildRouter } from './router.tsx'
import { type Screens, ScreensContext } from './screen.ts'
import { queryClient } from './session.ts'
import { useLanguage } from './text.tsx'
import { useTheme } from './theme.ts'

export function OfficialsApp({ modules, areas }: { modules: readonly Screens[]; areas: AreaSource }) {
  const language = useLanguage()
  const theme = useTheme()
  const [router] = useState(() => buildRouter(modules))
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }}>
      <App>
        <QueryClientProvider client={queryClient}>
          <ScreensContext value={modules}>
            <AreaSourceContext value={areas}>
              <RouterProvider router={router} />
            </AreaSourceContext>
          </ScreensContext>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
