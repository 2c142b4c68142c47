import { client } from '../../platform/web/client.ts'
import { noticesContract } from '../contract.ts'

/** Operations of the notices and tasks. */
export const notices = client(noticesContract)
