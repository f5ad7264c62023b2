output "decimal" {
  value = provider::onprem::format_bytes(500000000000) # "500GB"
}

output "binary" {
  value = provider::onprem::format_bytes(1649267441664) # "1.5TiB"
}
