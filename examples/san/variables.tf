# Ephemeral: the passwords are neither in the state nor in a plan.
variable "arrays" {
  description = "The provider's settings of each array."
  ephemeral   = true
  sensitive   = true
  type = map(object({
    endpoint       = string
    username       = string
    password       = string
    ca_certificate = optional(string)
  }))

  validation {
    condition     = length(setsubtract(["ibox01", "ibox02"], keys(var.arrays))) == 0
    error_message = "Give the settings of both arrays, ibox01 and ibox02."
  }
}

variable "hosts" {
  description = "The hosts and the WWNs of their Fibre Channel ports, as the switches show them."
  type        = map(set(string))
  default = {
    erp01 = ["50:01:43:80:24:0a:10:01", "50:01:43:80:24:0a:10:02"]
    erp02 = ["50:01:43:80:24:0a:20:01", "50:01:43:80:24:0a:20:02"]
    erp03 = ["50:01:43:80:24:0a:30:01", "50:01:43:80:24:0a:30:02"]
  }
}
