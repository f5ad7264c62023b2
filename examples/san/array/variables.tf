variable "hosts" {
  description = "The hosts of the cluster and the WWNs of their ports."
  type        = map(set(string))
}

variable "physical_capacity" {
  description = "What the pool takes of the array, in bytes."
  type        = number
}

variable "boot_size" {
  description = "Size of each host's boot volume in bytes; without it there are none."
  type        = number
  default     = null
}

variable "volumes" {
  description = "The volumes that the hosts share, by name: size in bytes and LUN."
  type        = map(object({ size = number, lun = number }))
}

variable "limits" {
  description = "Operations per second of each shared volume, and how far bursts go beyond."
  type        = object({ max_ops = number, burst_factor = optional(number) })
}

variable "checkpoints" {
  description = "Names of the states of the shared volumes to keep."
  type        = set(string)
  default     = []
}
