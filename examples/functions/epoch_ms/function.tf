output "new_year" {
  value = provider::onprem::epoch_ms("2027-01-01T00:00:00Z") # 1798761600000
}

# Ninety days after a moment: the form that lock_expires_at of a snapshot takes.
output "ninety_days_later" {
  value = provider::onprem::epoch_ms(timeadd("2027-01-01T00:00:00Z", "2160h")) # 1806537600000
}
