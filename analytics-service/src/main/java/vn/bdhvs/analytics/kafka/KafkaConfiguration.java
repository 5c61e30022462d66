package vn.bdhvs.analytics.kafka;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads where Kafka is. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaConnection.class)
class KafkaConfiguration {}
