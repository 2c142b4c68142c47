/** A bound in a property test is meant: without this, a list of up to 400 is never longer than ten. */
import fc from 'fast-check'

fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true })
