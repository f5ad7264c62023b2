output "wwn" {
  value = provider::onprem::normalize_wwn("21:00:00:24:FF:8A:1B:C0") # "21000024ff8a1bc0"
}
