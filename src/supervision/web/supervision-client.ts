import { client } from '../../platform/web/client.ts'
import { supervisionContract } from '../contract.ts'

export const supervision = client(supervisionContract)

/** Address of a file made by the server. */
export const reportFile = (id: string, format: 'docx' | 'pdf'): string =>
  `/api/supervision/reports/${id}/document?format=${format}`
