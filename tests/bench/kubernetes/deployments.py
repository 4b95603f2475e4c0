#!/usr/bin/env python3
"""Prints COUNT Deployments (2000 unless given) as one YAML stream, a known share of them wrong; with --violations, which rule each of them violates instead.

usage: deployments.py [COUNT] [--violations]
"""
import sys

# Rule of pods.seki, and of how many Deployments one violates it: those whose number it divides.
EVERY = {"not_root": 5, "no_escalation": 7, "all_dropped": 9, "no_host_folder": 40, "no_host_network": 50, "not_privileged": 100}


def violates(number):
    return {rule for rule, every in EVERY.items() if number % every == 0}


def said(truth):
    return "true" if truth else "false"


def deployment(number):
    wrong = violates(number)
    volume = "hostPath: {path: /srv/shared}" if "no_host_folder" in wrong else "emptyDir: {}"
    return f"""---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-{number}
  namespace: unit-{number % 40}
  labels: {{app: shop-{number}, team: team-{number % 17}}}
spec:
  replicas: {number % 3 + 1}
  selector:
    matchLabels: {{app: shop-{number}}}
  template:
    metadata:
      labels: {{app: shop-{number}, team: team-{number % 17}}}
    spec:
      serviceAccountName: shop-{number % 40}
      automountServiceAccountToken: false
      hostNetwork: {said("no_host_network" in wrong)}
      securityContext:
        runAsNonRoot: {said("not_root" not in wrong)}
        runAsUser: {10000 + number % 2}
        seccompProfile: {{type: {"Localhost" if number % 21 == 0 else "RuntimeDefault"}}}
      containers:
      - name: web
        image: images.example.com/shop:{number}.0
        ports: [{{containerPort: 8443}}]
        resources:
          limits: {{cpu: 500m, memory: 256Mi}}
          requests: {{cpu: 100m, memory: 128Mi}}
        securityContext:
          allowPrivilegeEscalation: {said("no_escalation" in wrong)}
          privileged: {said("not_privileged" in wrong)}
          capabilities:
            drop: [{"NET_RAW" if "all_dropped" in wrong else "ALL"}]
        volumeMounts: [{{name: files, mountPath: /files}}]
      - name: proxy
        image: images.example.com/proxy:2.1
        securityContext:
          allowPrivilegeEscalation: false
          capabilities: {{drop: [ALL]}}
      volumes:
      - name: files
        {volume}"""


def main(arguments):
    numbers = range(int(next((word for word in arguments if not word.startswith("-")), 2000)))
    if "--violations" in arguments:
        for number in numbers:
            for rule in sorted(violates(number)):
                print(f"bench.kubernetes.{rule},Deployment/unit-{number % 40}/shop-{number}")
    else:
        for number in numbers:
            print(deployment(number))


if __name__ == "__main__":
    main(sys.argv[1:])
