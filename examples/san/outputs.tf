output "boot_luns" {
  description = "Under which number each host finds its boot volume."
  value       = module.ibox01.boot_luns
}

output "serials" {
  description = "The serial numbers by which the hosts recognise the shared volumes."
  value       = merge(module.ibox01.serials, module.ibox02.serials)
}
