/** The one place where Ant Design gets its looks, read from styles/tokens.css. */
import { type ThemeConfig, theme } from 'antd'
import { useMemo, useSyncExternalStore } from 'react'

const darkQuery = '(prefers-color-scheme: dark)'

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(darkQuery)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

export const useDark = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(darkQuery).matches)

/** A colour of tokens.css as it stands now: `token('overdue')`; for charts, which do not read CSS. */
export const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

const themeConfig = (dark: boolean): ThemeConfig => ({
  algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
  hashed: false,
  token: {
    colorPrimary: token('primary'),
    colorInfo: token('due'),
    colorLink: token('primary'),
    colorSuccess: token('done'),
    colorWarning: token('soon'),
    colorError: token('overdue'),
    colorTextLightSolid: token('on-primary'),
    colorBgLayout: token('ground'),
    colorBgContainer: token('surface'),
    colorBgElevated: token('raised'),
    colorText: token('text'),
    colorTextSecondary: token('text-soft'),
    colorTextTertiary: token('text-soft'),
    colorTextDescription: token('text-soft'),
    colorTextPlaceholder: token('text-soft'),
    colorErrorBg: token('overdue-soft'),
    colorBorder: token('line'),
    colorBorderSecondary: token('line-soft'),
    borderRadius: 4,
    fontSize: 14,
    lineHeight: 22 / 14,
    fontFamily: token('font'),
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Table: {
      cellPaddingBlockMD: 8,
      cellPaddingInlineMD: 12,
      headerBg: token('unknown-soft'),
      headerColor: token('text-soft'),
    },
    Menu: { itemHeight: 34, itemBorderRadius: 4, groupTitleFontSize: 12 },
  },
})

/** Follows the system between light and dark. */
export function useTheme(): ThemeConfig {
  const dark = useDark()
  return useMemo(() => themeConfig(dark), [dark])
}
